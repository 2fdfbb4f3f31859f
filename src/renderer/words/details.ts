import { countOf } from './count.ts';

/** The details of a job. Times, sizes and lengths of time come formatted. */
export const detailsWords = {
  close: 'Close details',
  atSide: 'Show details at the side',
  inHalf: 'Show details in half the window',
  inWhole: 'Show details in the full window',
  /** The row of parts. */
  partsTitle: 'Sections',
  parts: {
    overview: 'Overview',
    output: 'Output',
    preprocess: 'Preprocess',
    report: 'Report',
    timing: 'Timing',
    input: 'Input',
    json: 'JSON',
  },
  sections: {
    asset: 'Asset',
    verdict: 'Verdict',
    simulation: 'Simulation',
    output: 'Output',
    openIn: 'Open in',
    command: 'Command',
    log: 'Log',
    report: 'Report',
    timing: 'Timing',
    related: 'Related jobs',
    preprocess: 'Preprocess',
    input: 'Input',
    parameters: 'Parameters',
    job: 'Job',
    otherFields: 'Other fields',
    unrecognized: 'Unrecognized values',
    raw: 'Raw JSON',
  },

  /** Fields of a job. */
  fields: {
    status: 'Status',
    stage: 'Stage',
    progress: 'Progress',
    error: 'Error',
    type: 'Type',
    creditsCharged: 'Credits charged',
    jobId: 'Job ID',
    pipelineId: 'Pipeline ID',
    addedFrom: 'Added from',
    fileName: 'File name',
    fileSize: 'File size',
    metadata: 'Metadata',
    created: 'Created',
    queued: 'Queued',
    started: 'Started',
    completed: 'Completed',
    updated: 'Updated',
    duration: 'Duration',
    estimated: 'Estimated',
  },
  /** Stands for a value that there is none of. */
  none: '–',
  yes: 'yes',
  no: 'no',
  empty: 'empty',
  items: (count: number) => countOf(count, 'item'),
  fieldsIn: (count: number) => countOf(count, 'field'),

  /** @param time When Rigyd last answered; what is shown is as old. */
  shownFrom: (time: string) => `Showing data from ${time}.`,
  undocumentedEnd: (status: string) =>
    `Rigyd reports the status “${status}”, which its documentation doesn’t list. It looks final, so the job is shown as finished and checked again from time to time.`,
  copyJobId: 'Copy job ID',

  downloadAgain: 'Download again',
  format: 'Format',
  dragFiles: 'Drag files',
  /** Names a download that is in progress. */
  download: 'Download',
  stopRetrying: 'Stop retrying',
  /** Stands before the path of the folder. */
  savedTo: 'Saved to',
  resultFolder: 'Result folder',

  failure: {
    /** @param status `Failed`, or another end that is not documented. */
    atStage: (status: string, stage: string) => `${status} at “${stage}”`,
    failed: 'Failed',
    preprocessing: 'Preprocessing failed',
    preprocessingAtStep: (step: string) => `Preprocessing failed at “${step}”`,
    fullError: 'Full error',
  },

  stuck: {
    title: 'Stuck?',
    advice:
      'It may still finish, and Rigyd Desk keeps checking. If it doesn’t, send Rigyd support what you copy here.',
    copy: 'Copy for support',
    /** What was copied. */
    copied: 'details for support',
    goToLog: 'Go to log',
    goToReport: 'Go to report',
    /** Lines of what is copied. */
    lines: { file: 'File', submitted: 'Submitted', lastChange: 'Last change', lastResponse: 'Last response' },
  },

  /** What of a job is looked at in 3D. */
  asset: {
    part: 'Shown asset',
    parts: {
      'result-usd': 'USD',
      'result-mjcf': 'MJCF',
      preprocessed: 'Preprocessed',
      input: 'Input',
      poke: 'Poke it',
      compare: 'Before and after',
    },
    noMjcf: 'This result has no MJCF file, which the simulation needs.',
    video: 'The service’s own simulation:',
    noVideo: 'The service made no simulation video of this job.',
  },

  files: {
    model: 'Model',
    textures: 'Textures',
    images: 'Images',
    otherImages: 'Other images',
    mjcfPackage: 'MJCF package',
    simulationVideo: 'Simulation video',
    simulationGif: 'Simulation GIF',
    simulationLog: 'Simulation log',
    intermediateGlb: 'Intermediate GLB',
    count: (count: number) => countOf(count, 'file'),
    none: 'None listed',
    noneOfCompleted:
      'The job is completed, but Rigyd lists no files for it. Its result may still be there: try downloading it.',
    noMjcf: 'This job has no MJCF package. Download USD or all files instead.',
    /** Stands before what there is no file of. */
    missing: 'Not available:',
    file: 'File',
    /** Told apart from the results of a job, which may have the same name. */
    drag: (name: string) => `Drag file ${name} to a folder or another app`,
    downloading: 'Downloading…',
  },

  log: {
    lines: (count: number) => countOf(count, 'line'),
    /** In place of the name of its file. */
    nameless: 'the log',
    empty: 'The log is empty.',
    copyAll: 'Copy all',
    copied: 'Copied the log.',
    copiedBeginning: 'Copied the beginning of the log. The whole log is too long to copy.',
    cut: 'Only the beginning of the log is shown. Save it to see all of it.',
  },

  raw: { show: 'Show raw JSON', copy: 'Copy', hide: 'Hide' },
  unrecognized:
    'Rigyd sent these values, and Rigyd Desk doesn’t recognize them. Each is shown as a dash; see Raw JSON for what was sent.',

  related: {
    source: {
      label: 'Source job',
      open: (name: string) => `Open source job ${name}`,
      watch: (name: string) => `Watch source job ${name}`,
    },
    simulation: {
      label: 'Simulation',
      open: (name: string) => `Open simulation ${name}`,
      watch: (name: string) => `Watch simulation ${name}`,
    },
    open: 'Open',
    watch: 'Watch',
  },

  preprocess: {
    steps: 'Steps',
    unknown: 'Unknown',
    nothingKnown: 'Rigyd says nothing about preprocessing.',
    skipped: 'Skipped',
    pending: 'Pending',
    notStarted: 'Not started yet.',
    /** Why it was skipped. */
    nothingToPrepare: {
      simulation: 'A simulation starts from a finished asset, so there is nothing to prepare.',
      glb: 'The input is already a GLB, so there is nothing to convert.',
      other: 'Rigyd found nothing to prepare.',
    },
  },

  /** The command that runs for each result. */
  command: {
    waiting: 'Waiting',
    failed: 'Failed',
    completed: 'Completed',
    due: 'It runs for this result once earlier commands have finished. If you quit first, it runs after the next start.',
    succeeded: 'Completed successfully.',
    exited: (code: number | null) => `Exited with code ${code}.`,
    /** @param time When it started. */
    when: (time: string, duration: string) => `${time}, ${duration}`,
    output: 'Command output',
  },

  /** What opens a result in another program. */
  openIn: {
    isaacSim: {
      program: 'Isaac Sim',
      where: 'Script Editor',
      does: 'Adds the asset to the open stage as a reference.',
    },
    blender: {
      program: 'Blender',
      where: 'Python Console',
      does: 'Imports the asset into the open scene.',
    },
    mujoco: {
      program: 'MuJoCo',
      viewer: 'Opens the model in MuJoCo’s viewer.',
      terminal: 'Terminal',
      powerShell: 'PowerShell',
      script: 'Loads the model in a script.',
      python: 'Python',
    },
    copy: 'Copy',
    /** @param where The part of the program that takes it. */
    copyFor: (program: string, where: string) => `Copy for ${program}, ${where}`,
    /** What was copied. */
    code: (program: string) => `the code for ${program}`,
    nothing: 'This result has no USD or MJCF file.',
  },
};
