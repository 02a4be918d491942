import type { BenchRow } from './row';
import { activationBundle } from './rows/activationBundle';
import { activationTime } from './rows/activationTime';
import { backend } from './rows/backend';
import { docsAllPages, docsFirstPage, docsTyping } from './rows/docs';
import { docsKeystroke } from './rows/docsKeystroke';
import { gitHubRequests } from './rows/gitHubRequests';
import { largeChange, largeFilter, largeMemory, largeSearch } from './rows/largeGraph';
import { largeTree } from './rows/largeTree';
import { longestSlice } from './rows/longestSlice';
import { painting } from './rows/painting';
import { scanRequests } from './rows/scanRequests';
import { textToGraph } from './rows/textToGraph';
import { typing } from './rows/typing';
import { visible } from './rows/visible';
import { vsixSize } from './rows/vsixSize';

/** Every row of the bench, in the order of the table. A new one is a file of rows/ and a line here. */
export const ROWS: readonly BenchRow[] = [
  vsixSize,
  activationBundle,
  activationTime,
  longestSlice,
  textToGraph,
  ...backend,
  painting,
  ...largeTree,
  visible,
  largeSearch,
  largeFilter,
  largeChange,
  largeMemory,
  typing,
  docsTyping,
  docsFirstPage,
  docsAllPages,
  docsKeystroke,
  scanRequests,
  ...gitHubRequests,
];
