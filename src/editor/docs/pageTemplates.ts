import type * as vscode from 'vscode';

/** What a new page may begin with; `${title}` is filled in. */
export const PAGE_TEMPLATES: readonly (vscode.QuickPickItem & { readonly text: string })[] = [
  { label: 'Blank Page', description: 'a heading', text: '# ${title}\n' },
  {
    label: 'How-to',
    description: 'steps towards one goal',
    text: '# ${title}\n\nWhat this page helps to do, in one sentence.\n\n## Before you begin\n\n- What must be there\n\n## Steps\n\n1. First step\n2. Second step\n\n## Check the result\n\nHow to see that it worked.\n',
  },
  {
    label: 'Runbook',
    description: 'what to do when something fails',
    text: '# ${title}\n\n!!! warning "When to use this"\n    The alert or symptom.\n\n## Impact\n\nWho notices what.\n\n## Diagnose\n\n1. Where to look first\n\n## Mitigate\n\n1. What stops the damage\n\n## Escalate\n\nWhom to call, and when.\n',
  },
  {
    label: 'Decision',
    description: 'why something is as it is',
    text: '# ${title}\n\n| Status | Date |\n|--------|------|\n| Proposed |  |\n\n## Context\n\nWhat made a decision necessary.\n\n## Decision\n\nWhat was decided.\n\n## Consequences\n\nWhat becomes easier, and what harder.\n',
  },
  { label: 'Reference', description: 'facts to look up', text: '# ${title}\n\nWhat is described here.\n\n| Name | Meaning | Default |\n|------|---------|---------|\n|  |  |  |\n' },
];
