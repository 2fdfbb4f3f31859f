import { z } from 'zod';
import type { AccountFacts } from '../../shared/account.ts';
import { wellFormedLine } from '../../shared/lib/text.ts';

const text = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .transform((written) => wellFormedLine(written))
  .nullable()
  .catch(null);
/** A number, or one written as text as databases hand out decimals; anything ambiguous is none. */
const count = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullable()
  .catch(null);
const plan = z
  .union([z.object({ name: text }).transform(({ name }) => name), text])
  .nullable()
  .catch(null);

const person = z.object({ email: text, username: text });
const means = z.object({ plan, status: text, credits_remaining: count, credits: count });
const nobody = { email: null, username: null };
const nothing = { plan: null, status: null, credits_remaining: null, credits: null };

const schema = person.extend(means.shape).extend({
  user: person.extend(means.shape).catch({ ...nobody, ...nothing }),
  subscription: means.catch(nothing),
});

/**
 * Reads the `data` of `GET /me`: `{ user: { email, username }, subscription: { status, plan: { name }, credits_remaining } }`,
 * or the same fields in one object, bare or under `user`. Whatever is missing or of another type is null: no number is made
 * up where the service gives none.
 *
 * @returns null for anything that is no account at all
 */
export function readAccount(data: unknown): AccountFacts | null {
  const parsed = schema.safeParse(data);
  if (!parsed.success) return null;
  const { user, subscription, ...flat } = parsed.data;
  return {
    email: user.email ?? flat.email,
    username: user.username ?? flat.username,
    plan: subscription.plan ?? user.plan ?? flat.plan,
    status: subscription.status ?? user.status ?? flat.status,
    credits:
      [subscription, user, flat]
        .flatMap((place) => [place.credits_remaining, place.credits])
        .find((credits) => credits !== null) ?? null,
  };
}
