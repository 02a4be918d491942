import { parseAllDocuments } from 'yaml';
import { messageOf, PortalError } from '../base/errors';
import { stringifyEntityRef } from '../catalog/entityRef';
import type { Answers } from './answers';
import type { Destination } from './destination';
import { textTypeOf } from './escapeValue';
import { renderPath, renderText, type View, type ViewValue } from './renderText';
import { problemsOfPaths } from './safePath';
import type { TemplateFile, TemplateManifest } from './templateManifest';
import type { TemplateSource } from './templateSource';

export interface PlannedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The content where it is text. */
  readonly text?: string;
  readonly executable: boolean;
}

/** All that a template makes of its answers; nothing has been written yet. The same input gives the same plan. */
export interface ServicePlan {
  /** `component:default/payment-service` */
  readonly entityRef: string;
  readonly name: string;
  /** By path. */
  readonly files: readonly PlannedFile[];
}

const MAX_FILE_BYTES = 1024 * 1024;

function toView(template: TemplateManifest, answers: Answers, destination: Destination | undefined): View {
  const view: Record<string, ViewValue> = {};
  for (const [key, parameter] of Object.entries(template.parameters.properties)) {
    // A field left empty is empty to the template, not its default: the form has shown the default already.
    view[key] = answers[key] ?? (parameter.type === 'array' ? [] : parameter.type === 'boolean' ? false : '');
  }
  view['repository'] =
    destination?.kind === 'github'
      ? {
          host: destination.host,
          owner: destination.owner,
          name: destination.name,
          slug: `${destination.owner}/${destination.name}`,
          url: `${destination.host}/${destination.owner}/${destination.name}`,
        }
      : false;
  return view;
}

function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) {
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8, so no text to show or to send as text: the bytes go as they are.
    return undefined;
  }
}

function checkWellFormed(path: string, text: string): void {
  try {
    switch (textTypeOf(path)) {
      case 'json':
        JSON.parse(text);
        break;
      case 'yaml':
        for (const document of parseAllDocuments(text)) {
          if (document.errors[0]) {
            throw document.errors[0];
          }
        }
        break;
      default:
    }
  } catch (error) {
    throw new PortalError('invalid', `The template made a malformed \`${path}\` of these answers: ${messageOf(error)}`, { cause: error });
  }
}

async function planFile(source: TemplateSource, template: TemplateManifest, file: TemplateFile, view: View, signal: AbortSignal | undefined): Promise<PlannedFile> {
  const path = renderPath(file.to, view);
  const bytes = await source.read(template, file, signal);
  const isRendered = file.from.endsWith('.mustache');
  const raw = decode(bytes);
  if (isRendered && raw === undefined) {
    throw new PortalError('invalid', `\`${file.from}\` of ${template.title} is no text, so it cannot be rendered.`);
  }
  const text = isRendered && raw !== undefined ? renderText(raw, view, textTypeOf(path)) : raw;
  const content = isRendered && text !== undefined ? new TextEncoder().encode(text) : bytes;
  if (content.length > MAX_FILE_BYTES) {
    throw new PortalError('too-large', `\`${path}\` would be larger than 1 MiB.`);
  }
  if (isRendered && text !== undefined) {
    checkWellFormed(path, text);
  }
  return { path, bytes: content, executable: file.executable, ...(text === undefined ? {} : { text }) };
}

/**
 * Renders every file of a golden path.
 * @param answers tidy and checked
 * @param destination where it goes; without one, as for a folder
 * @throws PortalError `invalid` where a path is unsafe or a file would be malformed
 */
export async function planService(
  source: TemplateSource,
  template: TemplateManifest,
  answers: Answers,
  destination?: Destination,
  signal?: AbortSignal,
): Promise<ServicePlan> {
  const view = toView(template, answers, destination);
  const files = await Promise.all(template.files.map((file) => planFile(source, template, file, view, signal)));
  const problems = problemsOfPaths(files.map((file) => file.path));
  if (problems.length > 0) {
    throw new PortalError('invalid', `${template.title} cannot be written: ${problems.join(' ')}`);
  }
  const name = String(answers[template.entity.name] ?? '');
  return {
    entityRef: stringifyEntityRef({ kind: template.entity.kind, namespace: 'default', name }),
    name,
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}
