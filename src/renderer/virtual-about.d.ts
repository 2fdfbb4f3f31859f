/** What the build knows of the app; see scripts/build/about-module.mjs. */
declare module 'virtual:about' {
  interface Licence {
    name: string;
    version: string;
    /** Its short name: `MIT`. */
    licence: string;
    text: string;
  }

  const about: {
    version: string;
    /** The beginning of its hash; empty where the build knows none. */
    commit: string;
    /** Of all that the app ships with, by name. */
    licences: readonly Licence[];
  };
  export default about;
}
