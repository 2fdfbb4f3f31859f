/** What is said of requests that every feature makes. */
export const stateWords = {
  copied: (what: string) => `Copied ${what}.`,
  copiedDiagnostics: 'Diagnostics copied.',
  link: 'the link',
};
