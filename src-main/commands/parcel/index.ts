import { ok } from '../../../shared/lib/result.ts';
import type { CommandHandler } from '../../platform/act.ts';
import type { AnswerTaking } from './answer-taking.ts';
import { addDesk, readCard, writeCard } from './desk-card.ts';
import { markLost } from './mark-lost.ts';
import { readAnswer, readAnswerBySheet } from './read-answer.ts';
import { type DeskDoors, readFromDesk } from './read-from-desk.ts';
import { writeParcel } from './write-parcel.ts';
import { writeToDesk, writeToOffice } from './write-to-desk.ts';

/** The calls about parcels; one writing at a time can be stopped. */
export function parcelCalls(taking: AnswerTaking, forgetKey: DeskDoors['forgetKey']) {
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
    commands: { 'parcel.stop': stop, 'parcel.addDesk': addDesk, 'parcel.markLost': markLost },
    long: {
      'parcel.write': writeParcel(begin),
      'parcel.readAnswer': readAnswer(taking),
      'parcel.readAnswerBySheet': readAnswerBySheet(taking),
      'parcel.writeCard': writeCard,
      'parcel.readCard': readCard,
      'parcel.writeToDesk': writeToDesk(begin),
      'parcel.writeToOffice': writeToOffice(begin),
      'parcel.readFromDesk': readFromDesk({ notices: taking.notices, forgetKey }),
    },
  };
}
