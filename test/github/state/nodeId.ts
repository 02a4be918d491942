/** Opaque ids as GraphQL and REST share them: a prefix by type and the number, so that `node(id)` finds its way back. */
const PREFIXES = { User: 'U', Organization: 'O', Team: 'T', Repository: 'R', Issue: 'I', PullRequest: 'PR', Label: 'LA', Environment: 'EN', WorkflowRun: 'WFR' } as const;

export type NodeType = keyof typeof PREFIXES;

export function toNodeId(type: NodeType, id: number): string {
  return `${PREFIXES[type]}_${Buffer.from(`local:${id}`).toString('base64url')}`;
}

/** Git objects: by repository and SHA. */
export function toObjectId(type: 'Blob' | 'Tree' | 'Commit' | 'Ref', repository: number, name: string): string {
  return `${type === 'Ref' ? 'REF' : type[0]}_${Buffer.from(`${repository}:${name}`).toString('base64url')}`;
}

export function parseNodeId(id: string): { readonly type: NodeType; readonly id: number } | undefined {
  const [prefix, rest] = [id.slice(0, id.indexOf('_')), id.slice(id.indexOf('_') + 1)];
  const type = Object.entries(PREFIXES).find(([, short]) => short === prefix)?.[0];
  const match = /^local:(\d+)$/.exec(Buffer.from(rest, 'base64url').toString('utf8'));
  return match && isNodeType(type) ? { type, id: Number(match[1]) } : undefined;
}

function isNodeType(type: string | undefined): type is NodeType {
  return type !== undefined && type in PREFIXES;
}
