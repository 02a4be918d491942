// What the suites know of the run they are part of. The bundler puts it in, since a web worker has no environment variables.

export interface TestEnvironment {
  /** The extension host that the run was asked to use; a test holds the real one against it. */
  readonly host: 'node' | 'web';
  /** Where reports go. */
  readonly reportUrl: string;
  readonly github: {
    /** Web address of the local GitHub, without a slash at the end. */
    readonly url: string;
    readonly token: string;
    readonly organization: string;
  };
}

declare const STAGEDOOR_TEST: TestEnvironment;

export const testEnvironment: TestEnvironment = STAGEDOOR_TEST;
