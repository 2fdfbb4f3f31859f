/** Why a link into the app cannot be followed. */
export type LinkProblem = 'too-long' | 'not-a-link' | 'no-id' | 'bad-id' | 'too-many';
