/**
 * The job as the service sends it, in the order of the seed page's example. Written apart from the app's own reading
 * of a job on purpose: a mistake there must not hide behind the same mistake here.
 */
export interface WireJob {
  id: string;
  physiq_job_id: string | null;
  status: string;
  filename: string;
  file_size_bytes: number | null;
  stage: string | null;
  /** Per cent, 0 to 100. */
  progress: number;
  error: string | null;
  timing: { queued_at: string | null; started_at: string | null; completed_at: string | null };
  parameters: Record<string, unknown>;
  report: WireReport | null;
  job_type: string;
  credits_charged: number;
  input: { model: WireFile | null; images: WireFile[]; metadata: Record<string, unknown> | null };
  preprocess: WirePreprocess;
  output: WireOutput | null;
  source_job: WireLink | null;
  simulations: WireLink[];
  createdAt: string;
  updatedAt: string;
}

export interface WireFile {
  url: string;
  name: string;
  /** Bytes. The example carries it on the model and the MJCF package only. */
  size?: number;
}

export interface WirePreprocess {
  status: 'skipped' | 'pending' | 'running' | 'completed' | 'failed';
  steps: string[] | null;
  started_at: string | null;
  completed_at: string | null;
  error: string | null;
  input_stats: Record<string, unknown> | null;
  telemetry: Record<string, unknown> | null;
  intermediate_glb: WireFile | null;
}

export interface WireOutput {
  model: WireFile | null;
  textures: WireFile[];
  mjcf_package: WireFile | null;
  sim_video: WireFile | null;
  sim_gif: WireFile | null;
  sim_log: WireFile | null;
}

/** How a simulation names its source and a source its simulations. The pages show neither: this is a guess. */
export interface WireLink {
  id: string;
  job_type: string;
  status: string;
  filename: string;
  createdAt: string;
}

/** The shape of a report is not documented: this is what a validator and a pipeline would plausibly say. */
export interface WireReport {
  validation: {
    status: 'passed' | 'passed_with_warnings' | 'failed';
    passes: WireCheck[];
    warnings: WireCheck[];
    failures: WireCheck[];
  };
  pipeline: {
    job_id: string;
    version: string;
    duration_ms: number;
    passes: {
      name: string;
      status: 'completed' | 'failed';
      duration_ms: number;
      details: Record<string, unknown>;
    }[];
  };
}

export interface WireCheck {
  check: string;
  message: string;
}
