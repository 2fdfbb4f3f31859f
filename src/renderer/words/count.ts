export { countOf } from '../../shared/words/count.ts';
