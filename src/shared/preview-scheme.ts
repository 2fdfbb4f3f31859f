/** The scheme that the page loads pictures and videos by. Main serves it, nothing else does. */
export const previewScheme = 'preview';
