/** Whether a problem is one of YAML itself, which a general YAML extension reports as well. */
export function isSyntaxProblem({ code }: { readonly code: string }): boolean {
  return code.startsWith('yaml/') && code !== 'yaml/root';
}
