import type { ActionValueSchema } from '../../actionSchemas/actionSchema';

const TEXT: ActionValueSchema = { type: 'string' };
const FLAG: ActionValueSchema = { type: 'boolean' };
const RENDERING = {
  values: { type: 'object', additionalProperties: {} },
  cookiecutterCompat: FLAG,
  replace: FLAG,
  trimBlocks: FLAG,
  lstripBlocks: FLAG,
} as const satisfies Readonly<Record<string, ActionValueSchema>>;

/** Source: the schemas that @backstage/plugin-scaffolder-backend 4.2.0 gives these actions; its registry does not list them. */
export const FOLDER_INPUT: ActionValueSchema = {
  type: 'object',
  properties: {
    sourcePath: { ...TEXT, description: 'Folder of the workspace that holds the templates.' },
    targetPath: { ...TEXT, description: 'Folder of the workspace to render into; the workspace itself when left out.' },
    copyWithoutTemplating: { type: 'array', items: TEXT, description: 'Patterns of files that are copied as they are; their paths are rendered.' },
    templateFileExtension: { type: ['string', 'boolean'], description: 'Renders files with this extension only.' },
    ...RENDERING,
  },
  required: ['sourcePath', 'values', 'copyWithoutTemplating'],
  additionalProperties: false,
};

export const FILE_INPUT: ActionValueSchema = {
  type: 'object',
  properties: {
    sourcePath: { ...TEXT, description: 'File of the workspace that is the template.' },
    targetPath: { ...TEXT, description: 'File of the workspace to write.' },
    ...RENDERING,
  },
  required: ['sourcePath', 'targetPath', 'values'],
  additionalProperties: false,
};
