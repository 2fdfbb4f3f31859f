import { describe, expect, it } from 'vitest';
import { Questions } from './questions.svelte.ts';

const question = (title: string) => ({ title, text: '', yes: 'Do it' });

describe('a question', () => {
  it('is open until it is answered', async () => {
    const questions = new Questions();
    const asked = questions.ask(question('first'));
    expect(questions.open?.title).toBe('first');
    questions.answer(true);
    expect(await asked).toBe(true);
    expect(questions.open).toBeNull();
  });

  it('is answered with no where another takes its place', async () => {
    const questions = new Questions();
    const first = questions.ask(question('first'));
    const second = questions.ask(question('second'));
    questions.answer(true);
    expect(await Promise.all([first, second])).toEqual([false, true]);
  });
});
