/** The JSON Schemas of schemas/, compiled when the product is built by scripts/validators.mjs. */
declare module 'stagedoor:validators' {
  /** The part of ajv's `ErrorObject` that is read. */
  interface SchemaError {
    /** JSON pointer to the value that is refused: `/spec/steps/7/id`; empty for the root. */
    readonly instancePath: string;
    readonly keyword: string;
    readonly params: Readonly<Record<string, unknown>>;
    readonly message?: string;
  }

  interface SchemaValidator {
    (data: unknown): boolean;
    /** The errors of the last call, or `null` where it was content. */
    errors?: readonly SchemaError[] | null;
  }

  /** What every document must be before anything else of it is looked at. */
  export const entityEnvelope: SchemaValidator;
  /** Root keys and metadata of an entity of any kind. */
  export const entity: SchemaValidator;
  // Of a kind's schema, `spec` alone is compiled.
  export const component: SchemaValidator;
  export const api: SchemaValidator;
  export const apiMcpServer: SchemaValidator;
  export const resource: SchemaValidator;
  export const system: SchemaValidator;
  export const domain: SchemaValidator;
  export const group: SchemaValidator;
  export const user: SchemaValidator;
  export const location: SchemaValidator;
  export const template: SchemaValidator;
  export const aiResource: SchemaValidator;
  export const aiResourceSkill: SchemaValidator;
  export const aiResourceRule: SchemaValidator;
  export const aiResourcePlugin: SchemaValidator;
  export const aiResourceMarketplace: SchemaValidator;
  export type { SchemaError, SchemaValidator };
}
