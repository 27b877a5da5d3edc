/**
 * States of a candidacy (考籍), DESIGN §1. `staged` rows belong to an import that has not been accepted yet: no list,
 * search or sum may show them.
 */
export const candidacyStatuses = [
  'staged',
  'preRegistered',
  'returned',
  'awaitingCapture',
  'awaitingRegion',
  'completed',
  'reviewed',
  'released',
  'received',
  'inEffect',
  'suspended',
  'closed',
  'refusedByRegion',
  'setAside',
  'joined',
  'withdrawn',
  'void',
] as const;
export type CandidacyStatus = (typeof candidacyStatuses)[number];

/** Acts that move a candidacy from one state to another (clauses 1.1.2, 1.1.3, 1.3.3, 1.3.4). */
export const candidacyActs = [
  'preRegistration.approve',
  'preRegistration.return',
  'preRegistration.resubmit',
  'desk.complete',
  'review.approve',
  'review.return',
  'release.perform',
  // before *in effect*, also after the release: the next revision replaces this one at the region
  'photo.orderRetake',
  'sync.receive',
  'sync.refuse',
  'sync.join',
  // a record that has its receipt is given back with a reason (before *in effect*)
  'sync.return',
  // the region accepts the revision: from here on 2.2 and 2.3 bind
  'sync.takeEffect',
  // a private candidate's application: county and region agree before capture (1.1.1c, 1.1.3)
  'privateRegistration.send',
  'privateRegistration.accept',
  'privateRegistration.return',
  'privateRegistration.refuse',
  'privateRegistration.withdraw',
  // a released record comes back with reason and a second person, before it is in effect (DESIGN §1)
  'reopening.carryOut',
  // a transfer inside the region: the school changes and the state stays, or the record leaves this county (3.1)
  'transfer.carryOut',
  'transfer.leave',
  // a record that left this county comes back to it with another transfer
  'transfer.arrive',
  'transfer.arriveOnLeave',
  // 5: a leave of absence and the return from it
  'suspension.carryOut',
  'reinstatement.carryOut',
  // the joining school's supplementary registration after the region certified the results (4.2d)
  'recognitionOfResults.register',
  // the same where the edition asks for no capture: the region's acceptance brings it into effect
  'recognitionOfResults.registerWithoutCapture',
  // a person's answer "the same" on the desk: only records whose desk work is not finished
  'case.join',
] as const;
export type CandidacyAct = (typeof candidacyActs)[number];

/** state → act → next state; an act that is not listed for a state is closed there. */
const candidacyTransitions = {
  staged: {},
  preRegistered: {
    'preRegistration.approve': 'awaitingCapture',
    'preRegistration.return': 'returned',
    'case.join': 'joined',
    'privateRegistration.send': 'awaitingRegion',
    // an edition may leave the region's step out of the chain
    'privateRegistration.accept': 'awaitingCapture',
    'privateRegistration.refuse': 'void',
    'privateRegistration.withdraw': 'withdrawn',
    'recognitionOfResults.register': 'awaitingCapture',
    'recognitionOfResults.registerWithoutCapture': 'awaitingRegion',
  },
  returned: { 'preRegistration.resubmit': 'preRegistered', 'case.join': 'joined' },
  awaitingCapture: { 'desk.complete': 'completed', 'preRegistration.return': 'returned', 'case.join': 'joined' },
  awaitingRegion: {
    'privateRegistration.accept': 'awaitingCapture',
    'privateRegistration.return': 'preRegistered',
    'privateRegistration.refuse': 'void',
    'privateRegistration.withdraw': 'withdrawn',
    'sync.takeEffect': 'inEffect',
  },
  completed: {
    'review.approve': 'reviewed',
    'review.return': 'awaitingCapture',
    'photo.orderRetake': 'awaitingCapture',
  },
  reviewed: {
    'release.perform': 'released',
    'review.return': 'awaitingCapture',
    'photo.orderRetake': 'awaitingCapture',
  },
  released: {
    'photo.orderRetake': 'awaitingCapture',
    'sync.receive': 'received',
    'sync.refuse': 'refusedByRegion',
    'sync.join': 'joined',
    'reopening.carryOut': 'awaitingCapture',
  },
  received: {
    'photo.orderRetake': 'awaitingCapture',
    'reopening.carryOut': 'awaitingCapture',
    'sync.takeEffect': 'inEffect',
    'sync.return': 'refusedByRegion',
  },
  inEffect: {
    'transfer.carryOut': 'inEffect',
    'transfer.leave': 'closed',
    'suspension.carryOut': 'suspended',
  },
  // a transfer of somebody on leave changes the school alone: the joining school reinstates
  suspended: {
    'transfer.carryOut': 'suspended',
    'transfer.leave': 'closed',
    'reinstatement.carryOut': 'inEffect',
  },
  closed: { 'transfer.arrive': 'inEffect', 'transfer.arriveOnLeave': 'suspended' },
  refusedByRegion: {
    'review.return': 'awaitingCapture',
    'photo.orderRetake': 'awaitingCapture',
    'reopening.carryOut': 'awaitingCapture',
  },
  setAside: { 'reopening.carryOut': 'awaitingCapture' },
  joined: {},
  withdrawn: {},
  void: {},
} as const satisfies Record<CandidacyStatus, Partial<Record<CandidacyAct, CandidacyStatus>>>;

/** The state an act leads to, or null where the act is closed in this state. */
export function nextStatus(status: CandidacyStatus, act: CandidacyAct): CandidacyStatus | null {
  const row: Partial<Record<CandidacyAct, CandidacyStatus>> = candidacyTransitions[status];
  return row[act] ?? null;
}
