import { z } from 'zod';
import { codeTableNames } from '../domain/code-table.ts';
import { command, query } from './call.ts';
import { id, instant } from './shapes.ts';

const signed = z.object({ body: z.string().max(200_000), signature: z.string().max(120) });
const noticeState = z.enum(['applied', 'parked', 'refused']);

/** One notice of the region in words; `state` null = not taken in yet. */
const noticeLine = z.object({
  noticeId: z.string(),
  kindLabel: z.string(),
  sentence: z.string(),
  state: noticeState.nullable(),
  reason: z.string().nullable(),
  /** the candidacy it is about, to go there; null for editions and calendars */
  candidacyId: id.nullable(),
});

const named = z.object({ code: z.string(), name: z.string() });
const choices = z.array(z.object({ value: z.string(), label: z.string(), retired: z.boolean() }));

const deciders = ['reviewer', 'officeAdministrator'] as const;

export const region = {
  /** opens the file dialog; proves each notice's signature and office; nothing is written. Null = cancelled */
  'region.readFile': command(
    deciders,
    z.object({}),
    z
      .object({
        /** notices that can be taken in, in the file's order */
        notices: z.array(signed),
        lines: z.array(noticeLine),
        /** what cannot be used, with the place in the file and the reason */
        problems: z.array(z.string()),
      })
      .nullable(),
  ),
  /** takes notices in: each is applied, parked or refused by itself; the same one again changes nothing */
  'region.apply': command(
    deciders,
    z.object({ notices: z.array(signed).min(1).max(5000) }),
    z.object({ lines: z.array(noticeLine), applied: z.int(), parked: z.int(), refused: z.int(), known: z.int() }),
  ),
  /** each code table: what holds here since when, what every edition changed, and what is still to come */
  'region.codeTables': query(
    'anyone',
    z.object({}),
    z.array(
      z.object({
        table: z.enum(codeTableNames),
        name: z.string(),
        entries: z.int(),
        /** one Chinese sentence: which edition is in force, since when, or that none has come */
        sentence: z.string(),
        /** newest first */
        editions: z.array(
          z.object({
            editionId: z.string(),
            label: z.string(),
            inForceFrom: z.string(),
            arrivedAt: instant,
            changes: z.object({
              added: z.array(named),
              renamed: z.array(named.extend({ from: z.string() })),
              removed: z.array(named),
              kept: z.array(named),
            }),
          }),
        ),
        /** editions that are here and wait, with the reason */
        coming: z.array(z.string()),
      }),
    ),
  ),
  /** codes for the forms: those in force in the order of the table, then those that only older records carry */
  'region.codeChoices': query(
    'anyone',
    z.object({}),
    z.object({ ethnicity: choices, politicalStatus: choices, foreignLanguage: choices }),
  ),
  /** setAside: what came as the region's word and could not be used as one, with the reason as its sentence */
  'region.inbox': query(
    [...deciders, 'auditor'],
    z.object({ state: z.enum(['all', 'parked', 'refused', 'setAside']) }),
    z.array(noticeLine.extend({ arrivedAt: instant })),
  ),
};
