import { ok } from '../../../shared/lib/result.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { type AnswerTaking, readAnswer } from './read-answer.ts';
import { writeParcel } from './write-parcel.ts';

/** The calls about parcels; one writing at a time can be stopped. */
export function parcelCalls(taking: AnswerTaking) {
  let writing = new AbortController();
  const begin = () => {
    writing.abort();
    writing = new AbortController();
    return writing.signal;
  };
  const stop: CommandHandler<'parcel.stop'> = {
    act() {
      writing.abort();
      return ok({});
    },
    changes: [],
  };
  return {
    commands: { 'parcel.stop': stop },
    long: { 'parcel.write': writeParcel(begin), 'parcel.readAnswer': readAnswer(taking) },
  };
}
