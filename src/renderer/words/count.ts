export { countOf, percentOf } from '../../shared/words/count.ts';
