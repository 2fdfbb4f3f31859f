import { countOf } from './count.ts';

/** The 3D view of an asset. Lengths, masses and sizes of files come formatted. */
export const assetWords = {
  /** @param name of the file or job */
  view: (name: string) => `3D view of ${name}`,
  role: '3D view',
  /** Read out with the view. */
  keysHint: 'Arrow keys turn it, Shift with arrow keys moves it, plus and minus zoom.',

  load: 'Load preview',
  /** @param size `84 MB` */
  loadSized: (size: string) => `Load preview (${size})`,
  loadAnyway: 'Load anyway',
  offer: 'See the model, its colliders and its mass in 3D before you download it.',
  large: (size: string, limit: string) =>
    `This asset is ${size}. Previews over ${limit} load only if you ask.`,
  largeUnknown: (limit: string) =>
    `This asset is larger than ${limit}. Previews over that load only if you ask.`,

  loading: {
    fetching: 'Getting the files…',
    fetchingSized: (received: string, total: string) => `Getting the files: ${received} of ${total}`,
    reading: 'Reading the model…',
    drawing: 'Preparing the view…',
  },

  late: 'Drawing…',

  toolbar: 'View',
  layersTitle: 'Layers',
  layers: {
    visual: 'Visual',
    collision: 'Collision',
    centerOfMass: 'Center of mass',
    inertia: 'Inertia',
    joints: 'Joints',
  },
  layerHints: {
    visual: 'The object as it looks',
    collision: 'What physics engines collide with, one color per shape',
    centerOfMass: 'Where each body balances',
    inertia: 'The solid box that turns like each body',
    joints: 'What holds bodies together',
  },
  /** Which of several files is shown. */
  file: 'File',
  /** @param step the distance of its lines: `0.1 m` */
  gridStep: (step: string) => `Grid ${step}`,
  colliderShape: 'Collider shape',
  colliderShapes: { made: 'As simulated', authored: 'As authored' },

  actions: {
    fit: 'Zoom to fit',
    views: 'Viewpoint',
    wireframe: 'Wireframe',
    normals: 'Normals',
    grid: 'Ground grid',
    ruler: 'Measure',
    enlarge: 'Full window',
    close: 'Close full window',
  },
  viewpoints: {
    corner: 'Corner',
    front: 'Front',
    back: 'Back',
    right: 'Right',
    left: 'Left',
    top: 'Top',
    bottom: 'Bottom',
  },
  upAxis: { Y: 'Y axis up', Z: 'Z axis up' },

  ruler: {
    first: 'Click two points on the model to measure. Press Enter to use the point in the middle.',
    second: 'Click the second point.',
    missed: 'There is nothing to measure at that point.',
    /** @param length `0.42 m` */
    distance: (length: string) => `Distance: ${length}`,
  },

  totals: {
    label: 'Totals',
    /** Of the whole line. */
    hint: 'As drawn at first: a shape counts in each place that it is drawn in, each time with all its triangles and vertices.',
    triangles: (count: number) => countOf(count, 'triangle'),
    /** @param distinct with each geometry counted once */
    repeatedTriangles: (count: number, distinct: number) =>
      `${countOf(count, 'triangle')} (${distinct.toLocaleString()} without repeats)`,
    vertices: (count: number) => `${count.toLocaleString()} ${count === 1 ? 'vertex' : 'vertices'}`,
    materials: (count: number) => countOf(count, 'material'),
    textures: (count: number) => countOf(count, 'texture'),
    onDisk: (size: string) => `${size} on disk`,
    size: (x: string, y: string, z: string) => `${x} × ${y} × ${z}`,
  },
  /** What is in the picture. */
  picture: (objects: number, colliders: number, others: readonly string[]) =>
    `Showing ${[countOf(objects, 'visual shape'), countOf(colliders, 'collider'), ...others].join(', ')}.`,
  centersShown: (count: number) => (count === 1 ? '1 center of mass' : `${count} centers of mass`),
  inertiasShown: (count: number) => (count === 1 ? '1 inertia box' : `${count} inertia boxes`),
  jointsShown: (count: number) => countOf(count, 'joint'),

  /** The simulation of an asset. Seconds, forces and energies come formatted. */
  poke: {
    title: 'Poke it',
    stop: 'Stop the simulation',
    toolbar: 'Simulation',
    actions: {
      run: 'Run',
      pause: 'Pause',
      step: 'Step',
      drop: 'Drop',
      push: 'Push',
      shake: 'Shake',
      reset: 'Reset',
      contacts: 'Contacts',
    },
    speed: 'Speed',
    speeds: { real: 'Real time', quarter: '1/4 speed', tenth: '1/10 speed' },
    hint: 'Drag the asset to pull it. Push pushes what is in the middle of the view away from you.',
    preparing: 'Preparing the simulation…',
    ready: 'Ready to run.',
    moving: 'Moving.',
    held: 'You hold it.',
    paused: (time: string) => `Paused at ${time}.`,
    stillMoving: (time: string) => `Still moving after ${time}.`,
    resting: (time: string) => `At rest after ${time}.`,
    fallen: (time: string) => `It fell over, and is at rest after ${time}.`,
    unstable: (text: string) => `MuJoCo stopped: ${text}`,
    late: 'Slower than real time on this computer',
    numbers: 'Numbers of the simulation',
    time: 'Time',
    contacts: 'Contacts',
    force: 'Contact force',
    energy: 'Kinetic energy',
    notApplicable: {
      'no-body': 'Not applicable: the file has no body that could move.',
      fixed: 'Not applicable: the asset is fixed to the world, so it can’t fall.',
      jointed: 'Not applicable: joints hold the asset to the world, so it can’t fall.',
    },
  },

  compare: {
    view: (name: string) => `Before and after: ${name}`,
    before: 'Before',
    layout: 'Layout',
    layouts: { split: 'Splitter', aside: 'Side by side' },
    match: 'Match sizes',
    matchHint: 'Shows all as large as the result. The table has the real sizes.',
    splitter: 'Splitter',
    splitAt: (percent: number, before: string, after: string) =>
      `${percent}% ${before}, ${100 - percent}% ${after}`,
    table: 'What changed',
    change: 'Change',
    same: 'Same',
    triangles: 'Triangles',
    vertices: 'Vertices',
    size: 'Width × depth × height',
    dimensions: (x: string, y: string, z: string) => `${x} × ${y} × ${z}`,
    materials: 'Materials',
    textures: 'Textures',
    colliders: 'Colliders',
    bytes: 'Size on disk',
  },

  notesTitle: (count: number) =>
    count === 1 ? '1 thing to know' : `${count.toLocaleString()} things to know`,
  notes: {
    'missing-file': (count: number) => (count === 1 ? 'A file is missing:' : `${count} files are missing:`),
    'missing-prim': () => 'Named in the file, but not there:',
    'outside-file': () => 'Outside of the asset’s folder, so not read:',
    cycle: () => 'Files that include each other:',
    'not-read': () => 'Not supported by this view:',
    damaged: () => 'Damaged:',
    'too-large': () => 'Too large to be shown:',
    'no-geometry': () => 'Nothing to show or collide with:',
    'no-hull': (count: number) =>
      count === 1
        ? 'A collider is shown as authored, as its collision shape can’t be made:'
        : `${count.toLocaleString()} colliders are shown as authored, as their collision shapes can’t be made:`,
    refused: () => 'Refused:',
    warned: () => 'Warnings:',
  },
  /** What is left out of the picture or the lists, for notes. */
  leftOut: {
    shapes: (count: number, all: number) =>
      `${count.toLocaleString()} of ${all.toLocaleString()} shapes are not drawn`,
    bodies: (count: number) => `${countOf(count, 'body', 'bodies')} not listed`,
    colliders: (count: number) => `${countOf(count, 'collider')} not listed`,
    materials: (count: number) => `${countOf(count, 'physics material')} not listed`,
    joints: (count: number) => `${countOf(count, 'joint')} not listed`,
    notes: (count: number) => `${countOf(count, 'note')} not listed`,
    pixels: (file: string, width: number, height: number) =>
      `${file}: ${width.toLocaleString()} × ${height.toLocaleString()} pixels`,
    kind: (file: string) => `${file} is not a PNG, JPEG or WebP picture`,
  },
  moreNotes: (count: number) => `and ${count.toLocaleString()} more`,
  onlyShown: {
    some: 'Some bodies have nothing but guides or colliders. They are shown as colliders, so that nothing is hidden.',
    all: 'The file has nothing but guides or colliders. They are shown as colliders, so that nothing is hidden.',
  },
  /** Shapes that the file itself says are not to be drawn. */
  notDrawn: {
    all: (kinds: readonly string[]) => `Not drawn, as the file says: ${kinds.join(', ')}.`,
    guides: (count: number) => countOf(count, 'guide'),
    proxies: (count: number) => `${count.toLocaleString()} ${count === 1 ? 'proxy' : 'proxies'}`,
    hidden: (count: number) => countOf(count, 'hidden shape'),
  },
  cut: 'The folder has more files than are looked at here.',
  ownFile: 'Only this file’s folder can be read. Drop the whole folder to include what lies outside.',

  problemTitle: 'This asset can’t be shown.',
  problems: {
    damaged: 'The file is damaged.',
    'not-understood': 'The file is of a kind that this view doesn’t read.',
    'too-large': 'It is larger than this view can read. Open it in another app instead.',
    'too-many': 'It has more parts than this view can read. Open it in another app instead.',
    'too-deep': 'Its parts are nested too deeply for this view. Open it in another app instead.',
    cycle: 'Its files include each other without end.',
    'too-long': 'Reading it took too long, so it was stopped.',
    missing: 'A file is missing.',
    refused: 'The file was refused.',
    'no-graphics': 'This computer has no 3D graphics that the app can use.',
    'graphics-lost': 'The system took the graphics away.',
    broken: 'Something went wrong while it was read.',
  },

  facts: {
    title: 'Physics',
    none: 'The file has no physics.',
    /** Heads of the table. */
    property: 'Property',
    value: 'Value',
    source: 'Source',
    authored: 'Authored',
    derived: 'Derived',
    fallback: 'Default',
    /** Beside `fallback`. */
    notSet: 'not set in the file',
    units: 'Units',
    unit: (length: string) => `1 unit = ${length}`,
    upAxis: 'Up axis',
    body: 'Body',
    collider: 'Collider',
    joint: 'Joint',
    material: 'Physics material',
    count: {
      bodies: (count: number) => `${count.toLocaleString()} ${count === 1 ? 'body' : 'bodies'}`,
      colliders: (count: number) => countOf(count, 'collider'),
      joints: (count: number) => countOf(count, 'joint'),
    },
    mass: 'Mass',
    totalMass: 'Total mass',
    density: 'Density',
    meanDensity: 'Mean density',
    centerOfMass: 'Center of mass',
    inertia: 'Principal inertia',
    motion: 'Motion',
    kinematic: 'Kinematic',
    disabled: 'Turned off',
    free: 'Free',
    /** @param body that it has no joint to, or the world */
    fixedTo: (body: string) => `Fixed to ${body}`,
    shape: 'Collision shape',
    /** @param approximation what the file says @param fallback what engines take in its place */
    replaced: (approximation: string, fallback: string) => `${approximation}, engines use ${fallback}`,
    exact: 'exact, no approximation',
    volume: 'Volume',
    boundMaterial: 'Material',
    staticFriction: 'Static friction',
    dynamicFriction: 'Dynamic friction',
    frictions: 'Friction (sliding, torsional, rolling)',
    restitution: 'Restitution',
    between: 'Between',
    world: 'world',
    notListed: 'not listed',
    limits: 'Limits',
    /** Between the two ends of a joint, which an engine pulls together. */
    gap: 'Ends apart at rest',
    drive: 'Drive',
    yes: 'yes',
    /** @param degree of freedom, as UsdPhysics calls it: `rotZ` */
    limitsOf: (degree: string) => `Limits ${degree}`,
    range: (lower: string, upper: string) => `${lower} – ${upper}`,
    atLeast: (lower: string) => `at least ${lower}`,
    atMost: (upper: string) => `at most ${upper}`,
    locked: (lower: string, upper: string) => `Locked: low ${lower}, high ${upper}`,
    noLimit: 'no limit',
    /** Between the files that one fact is from. */
    also: '; ',
    /** @param along `0.1 m`, `20°` */
    perSecond: (along: string) => `${along}/s`,
    driveOf: (degree: string) => `Drive ${degree}`,
    driveTypes: { force: 'force', acceleration: 'acceleration' },
    driveNumbers: {
      targetPosition: (degree: string) => `Target position ${degree}`,
      targetVelocity: (degree: string) => `Target velocity ${degree}`,
      stiffness: (degree: string) => `Stiffness ${degree}`,
      damping: (degree: string) => `Damping ${degree}`,
      maxForce: (degree: string) => `Max. force ${degree}`,
    },
    unnamed: 'unnamed',
    /** @param place the attribute @param file its file */
    where: (place: string, file: string) => (place === '' ? file : `${place}, ${file}`),
    fromColliders: 'mass ÷ volume of the colliders',
    sum: 'sum of all bodies',
    noMass: {
      'no-colliders': 'not authored, and can’t be derived: the body has no colliders',
      'no-volume': 'not authored, and can’t be derived: no collider has a volume',
    },
    /** What derived values of a body come from. */
    from: {
      mass: 'density × volume, or mass, of its colliders',
      centerOfMass: 'masses of its colliders',
      inertia: 'its mass, spread over its colliders',
    },
    /** The same in MuJoCo, where what does not collide has a mass as well. */
    fromGeoms: {
      mass: 'density × volume, or mass, of its geoms',
      centerOfMass: 'masses of its geoms',
      inertia: 'masses of its geoms',
    },
    /** The same where no collider has a mass. */
    fromNothing: {
      mass: '',
      centerOfMass: 'no colliders with a volume: the body’s own origin',
      inertia: 'no colliders with a volume: a sphere with a radius of 0.1 m',
    },
  },

  units: {
    metre: 'm',
    kilogram: 'kg',
    density: 'kg/m³',
    inertia: 'kg·m²',
    volume: 'm³',
    degree: '°',
    newton: 'N',
    joule: 'J',
    second: 's',
    /** Of what drives joints: along a line, and about an axis, where angles are in degrees. */
    drive: {
      linear: {
        force: { stiffness: 'N/m', damping: 'N·s/m' },
        acceleration: { stiffness: 's⁻²', damping: 's⁻¹' },
        maxForce: 'N',
      },
      angular: {
        force: { stiffness: 'N·m/°', damping: 'N·m·s/°' },
        acceleration: { stiffness: 's⁻²/°', damping: 's⁻¹/°' },
        maxForce: 'N·m',
      },
    },
  },
};
