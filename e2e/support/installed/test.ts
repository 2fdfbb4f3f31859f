import { test as base } from '@playwright/test';
import type { Simulator } from '../../../src/simulator/index.ts';
import { startStillSimulator } from '../shared-app.ts';
import { Person } from './person.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  /** What a file of tests is about: with another one, everything below begins anew. */
  subject: string;
  /** One service for all tests of a file, since what one saved the next finds. */
  simulator: Simulator;
  /** Somebody at a desktop, whose app asks that service. They stay, and keep what is theirs, for all tests of a file. */
  person: Person;
}

/** For tests of the app as it is installed. */
export const test = base.extend<object, Fixtures>({
  subject: ['', { scope: 'worker', option: true }],

  simulator: [
    async ({ subject: _ }, use) => {
      const simulator = await startStillSimulator();
      await use(simulator);
      await simulator.close();
    },
    { scope: 'worker' },
  ],

  person: [
    async ({ simulator }, use) => {
      const person = await Person.arrive({ RIGYD_API_URL: simulator.baseUrl });
      await use(person);
      await person.leave();
    },
    { scope: 'worker' },
  ],
});
