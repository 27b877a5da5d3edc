import type { z } from 'zod';
import { application } from './application.ts';
import { batch } from './batch.ts';
import { calendar } from './calendar.ts';
import { certificate } from './certificate.ts';
import { desk } from './desk.ts';
import { device } from './device.ts';
import { draft } from './draft.ts';
import { examEntry } from './exam-entry.ts';
import { faceComparison } from './face-comparison.ts';
import { parcel } from './parcel.ts';
import { photo } from './photo.ts';
import { photoFiles } from './photo-files.ts';
import { preRegistration } from './pre-registration.ts';
import { region } from './region.ts';
import { regulation } from './regulation.ts';
import { review } from './review.ts';
import { roster } from './roster.ts';
import { schoolContract } from './school.ts';
import { session } from './session.ts';
import { setup } from './setup.ts';
import { sync } from './sync.ts';

/** Every command and query of the desk: the only things a screen can ask of main. */
export const contract = {
  ...application,
  ...batch,
  ...setup,
  ...session,
  ...roster,
  ...preRegistration,
  ...calendar,
  ...certificate,
  ...desk,
  ...device,
  ...draft,
  ...examEntry,
  ...parcel,
  ...photo,
  ...faceComparison,
  ...photoFiles,
  ...region,
  ...regulation,
  ...review,
  ...schoolContract,
  ...sync,
};

export type Contract = typeof contract;
export type CallName = keyof Contract;
export type Input<N extends CallName> = z.input<Contract[N]['input']>;
export type ParsedInput<N extends CallName> = z.output<Contract[N]['input']>;
export type Output<N extends CallName> = z.output<Contract[N]['output']>;
type NamesOf<K extends 'command' | 'query'> = { [N in CallName]: Contract[N]['kind'] extends K ? N : never }[CallName];
export type CommandName = NamesOf<'command'>;
export type QueryName = NamesOf<'query'>;
