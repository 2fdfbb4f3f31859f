const names = ['chair', 'toolbox', 'walnut table', 'gear', 'lamp', 'kettle', 'crate', 'hinge'];

/** What the service answers for the job with this number: as long and as deep as an answer of the documentation. */
export function answerOf(at: number, status: 'running' | 'completed', createdAt: number) {
  const id = `bench${at.toString(36).padStart(19, '0')}`;
  const name = `${names[at % names.length] ?? ''} ${at}`;
  const time = (seconds: number): string => new Date(createdAt + seconds * 1_000).toISOString();
  const isOver = status === 'completed';
  const address = `https://assets.example.com/results/${id}`;
  return {
    id,
    physiq_job_id: `phy_${id}`,
    status,
    filename: `${name}.glb`,
    file_size_bytes: 1_245_678 + at,
    stage: isOver ? 'export' : 'texturing',
    progress: isOver ? 100 : at % 100,
    error: null,
    timing: { queued_at: time(1), started_at: time(5), completed_at: isOver ? time(92) : null },
    parameters: { target_triangle_count: 50_000, collision: 'convex', units: 'm' },
    report: isOver ? { triangles: 48_210, mass_kg: 1.4 + (at % 10), materials: ['oak', 'steel'] } : {},
    job_type: 'glb_to_simready',
    credits_charged: 1,
    input: { model: { url: `${address}/${name}.glb`, name: `${name}.glb` }, images: [], metadata: null },
    preprocess: {
      status: 'skipped',
      steps: null,
      started_at: null,
      completed_at: null,
      error: null,
      input_stats: null,
      telemetry: null,
      intermediate_glb: null,
    },
    output: isOver
      ? {
          model: { url: `${address}/${name}.usd`, name: `${name}.usd`, size: 982_341 },
          textures: [{ url: `${address}/diffuse.png`, name: 'diffuse.png' }],
          mjcf_package: { url: `${address}/${name}-mjcf.zip`, name: `${name}-mjcf.zip`, size: 1_234 },
          sim_video: null,
          sim_gif: null,
          sim_log: null,
        }
      : null,
    source_job: null,
    simulations: [],
    createdAt: time(0),
    updatedAt: time(92),
  };
}
