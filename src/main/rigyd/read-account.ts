import { z } from 'zod';
import type { AccountFacts } from '../../shared/account.ts';

const text = z.string().trim().min(1).max(200).nullable().catch(null);

const schema = z.object({
  user: z.object({ email: text, username: text }).catch({ email: null, username: null }),
  subscription: z
    .object({
      status: text,
      plan: z.union([z.object({ name: text }).transform(({ name }) => name), text]).catch(null),
      credits_remaining: z.number().nullable().catch(null),
    })
    .catch({ status: null, plan: null, credits_remaining: null }),
});

/**
 * Reads the `data` of `GET /me`: `{ user: { email, username }, subscription: { status, plan: { name }, credits_remaining } }`.
 * Whatever is missing or of another type is null: no number is made up where the service gives none.
 *
 * @returns null for anything that is no account at all
 */
export function readAccount(data: unknown): AccountFacts | null {
  const parsed = schema.safeParse(data);
  if (!parsed.success) return null;
  const { user, subscription } = parsed.data;
  return {
    email: user.email,
    username: user.username,
    plan: subscription.plan,
    status: subscription.status,
    credits: subscription.credits_remaining,
  };
}
