import { afterAll } from 'vitest';
import { closeBrowser } from './openWorkbench';

afterAll(() => closeBrowser());
