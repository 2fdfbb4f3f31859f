/**
 * A working day on the simulated service: batches a person would have submitted, at every stage.
 *
 * @typedef {{ baseUrl: string, key: string }} Service
 * @typedef {{ name: string, ids: string[] }} BatchFile
 */

const minute = 60_000;
const hour = 60 * minute;

/** The service has a shape for each of these names. */
const kitchen = [
  'espresso_mug.glb',
  'bar_stool.glb',
  'prep_table.fbx',
  'milk_bottle.glb',
  'breakfast_table.obj',
  'beer_mug.glb',
  'flour_barrel.glb',
  'step_stool.usd',
  'wine_bottle.glb',
  'dish_crate.stl',
  'oil_bottle.glb',
  'pendant_lamp.obj',
  'vegetable_crate.glb',
  'dining_chair.fbx',
  'tin_toolbox.glb',
  'counter_lamp.obj',
  'travel_mug.glb',
  'high_chair.glb',
];
const warehouse = [
  'pallet_crate',
  'steel_shelf',
  'oil_barrel',
  'tote_box',
  'hand_truck',
  'cardboard_box',
  'forklift_fork',
  'traffic_cone',
  'conveyor_roller',
  'safety_barrier',
];
const gripperTests = ['gear_assembly.obj', 'hex_bolt.stl', 'bearing_608.obj', 'pcb_tray.glb'];
const prompts = [
  'A small oak chair with a woven seat',
  'A dented red metal toolbox with a black handle',
  'A brass desk lamp with a round shade',
];

/**
 * @param {string} filename
 * @param {number} index
 * @param {Record<string, unknown>} [more]
 */
const finished = (filename, index, more = {}) => ({
  filename,
  sizeBytes: 600_000 + ((index * 377_123) % 2_400_000),
  ageMs: 2 * hour + index * 3 * minute,
  durations: {
    preprocessing: 12_000 + ((index * 7) % 9) * 2_000,
    queued: 4_000,
    running: 52_000 + ((index * 13) % 11) * 5_000,
  },
  ...more,
});

/**
 * @param {string} filename
 * @param {number} index
 */
const underWay = (filename, index) => ({
  filename,
  sizeBytes: 900_000 + ((index * 511_337) % 3_000_000),
  ageMs: 20_000 + index * 7_000,
  durations: { preprocessing: 30_000, queued: 20_000, running: 30 * minute },
});

/**
 * Fills the service and returns the files that a person would drop on the window.
 *
 * @param {Service} service
 * @returns {Promise<BatchFile[]>}
 */
export async function fillService(service) {
  const kitchenIds = await addJobs(
    service,
    kitchen.map((name, index) =>
      finished(
        name,
        index,
        index === 9 ? { fails: 'Mesh is not watertight: 214 open edges remain after repair' } : {},
      ),
    ),
  );
  const warehouseIds = await addJobs(
    service,
    Array.from({ length: 40 }, (_, index) => {
      const name = `${warehouse[index % warehouse.length]}_${String(Math.floor(index / warehouse.length) + 1).padStart(2, '0')}.glb`;
      if (index < 17)
        return finished(
          name,
          index,
          index === 5 ? { fails: 'Collision decomposition ran out of time after 600 s' } : {},
        );
      return underWay(name, index);
    }),
  );
  const gripperIds = await addJobs(
    service,
    gripperTests.map((name, index) => finished(name, index, { ageMs: 26 * hour })),
  );
  const textIds = await addJobs(
    service,
    prompts.map((filename, index) => ({
      ...underWay(filename, index),
      type: 'text_to_simready',
      sizeBytes: null,
    })),
  );
  return [
    { name: 'gripper_tests.txt', ids: gripperIds },
    { name: 'kitchen_props.csv', ids: [...kitchenIds, 'nosuchjob000000000000001'] },
    { name: 'warehouse_shelves.txt', ids: warehouseIds },
    { name: 'prompts.json', ids: textIds },
  ];
}

/**
 * @param {Service} service
 * @param {Record<string, unknown>[]} jobs
 * @returns {Promise<string[]>} their IDs
 */
async function addJobs({ baseUrl, key }, jobs) {
  const response = await fetch(new URL('/_simulator/jobs', baseUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ jobs }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`The simulator refused the jobs: ${await response.text()}`);
  const { data } = /** @type {{ data: { jobIds: string[] } }} */ (await response.json());
  return data.jobIds;
}
