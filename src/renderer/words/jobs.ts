/** What a job is called, and what is said of it. */
export const jobWords = {
  noReason: 'No reason given',
};
