import fc from 'fast-check';
import { numRuns, seed } from './runs.ts';

fc.configureGlobal({ numRuns, seed });
