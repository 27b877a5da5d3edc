import { canonicalJson } from '../lib/canonical-json.ts';
import type { ChangeMessage } from './change-message.ts';

/**
 * What a change makes of the record, as one text: two changes with the same effect are the same thing done twice, others are
 * two different things. Null = of this kind every message stands for itself.
 */
export function effectOfChange(message: ChangeMessage): string | null {
  switch (message.kind) {
    case 'mobileChange':
      return message.to;
    case 'classChange':
      return canonicalJson(message.to);
    case 'examEntry': {
      const { sitting, state, subjects, foreignLanguage } = message;
      return canonicalJson({ sitting, state, subjects: [...subjects].sort(), foreignLanguage });
    }
    case 'application': {
      const { applicationId, state, step, taken } = message;
      return canonicalJson({ applicationId, state, step, acts: taken.map(({ act, kind }) => [act, kind]) });
    }
    default:
      return null;
  }
}
