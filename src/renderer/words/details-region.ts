/** The details where they cannot be drawn: needed before they are loaded. */
export const detailsRegionWords = {
  title: 'Job details',
  broken: 'This job’s details can’t be shown. It’s still watched, and you can copy Rigyd’s last response.',
};
