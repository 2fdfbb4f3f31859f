/** What a person decided about a result that they looked at. */
export const reviewDecisions = ['approved', 'rejected'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** Characters of why a result was rejected. */
export const maxReviewReason = 200;

export interface Review {
  decision: ReviewDecision;
  /** Why it was rejected, in the person's words; null where they gave none, and for what was approved. */
  reason: string | null;
  /** When, in milliseconds since the epoch. */
  at: number;
}

/** A decision as a person makes it; null takes back whatever they decided. */
export type GivenReview = Pick<Review, 'decision' | 'reason'> | null;

/** What jobs with the same decision had before it was changed. */
export interface ReviewChange {
  ids: string[];
  before: GivenReview;
}

/** What the list can be narrowed to. */
export const reviewStandings = ['none', ...reviewDecisions] as const;
export type ReviewStanding = (typeof reviewStandings)[number];

export const standingOf = ({ review }: { review: Review | null }): ReviewStanding =>
  review?.decision ?? 'none';
