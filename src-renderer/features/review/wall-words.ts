import { causeName } from '#shared/labels/photo-cause.ts';
import { overrideKindLabel } from '#shared/labels/photo-override.ts';
import { dayAndTime } from '../../ui/moments.ts';
import type { StatusShapeName } from '../../ui/status-shapes.tsx';
import type { Tone } from '../../ui/tokens.ts';
import type { WallPhoto } from './wall-rows.ts';

export type WallWord = { readonly tone: Tone; readonly shape: StatusShapeName; readonly words: string };

/**
 * What stands under a photo, worst first: what the gate found wanting, that nobody measured it, who let it pass and
 * why, whom it looks like, what the rules flagged, that it is frozen. Nothing = nothing to look at.
 */
export function wallWords(photo: WallPhoto, flags: readonly string[]): readonly WallWord[] {
  const { verdict, causes, override, lookAlikes } = photo.gate;
  const [worst, ...more] = causes;
  const rest = more.length === 0 ? '' : `，另有 ${more.length} 项`;
  const words: (WallWord | null)[] = [
    worst === undefined
      ? null
      : worst.severity === 'reject'
        ? { tone: 'refused', shape: 'stop', words: `${causeName(worst.code)}${rest}` }
        : { tone: 'returned', shape: 'flag', words: `${causeName(worst.code)}${rest}` },
    verdict === 'notMeasured'
      ? { tone: 'waiting', shape: 'hollow', words: '没有测过：拍的时候还没有照片检测，由人细看' }
      : null,
    override === null
      ? null
      : {
          tone: 'setAside',
          shape: 'flag',
          words: `${override.by} 放行（${overrideKindLabel(override.kind)}）：${override.words}`,
        },
    lookAlikes.length === 0 ? null : { tone: 'setAside', shape: 'joined', words: besideWords(photo) },
    ...flags.slice(0, 1).map((flag): WallWord => ({ tone: 'setAside', shape: 'flag', words: flag })),
    photo.frozen ? { tone: 'underWay', shape: 'lock', words: '已冻结：换照片要先叫回重拍' } : null,
  ];
  return words.filter((word) => word !== null);
}

/** The names stand beside it in the same bracket: of several only the number is said again. */
function besideWords(photo: WallPhoto): string {
  const count = photo.gate.lookAlikes.length;
  return count === 1 ? lookAlikeWords(photo) : `和框里另外 ${count} 张几乎一样`;
}

/** With whom a photo could be mixed up, at most `most` by name: 和 李牧（高一(3)班）等 3 人的照片几乎一样. */
function lookAlikeWords({ gate }: Pick<WallPhoto, 'gate'>, most = 1): string {
  const names = gate.lookAlikes.map(({ fullName, className }) =>
    className === null ? fullName : `${fullName}（${className}）`,
  );
  const rest = names.length > most ? `等 ${names.length} 人` : '';
  return `和 ${names.slice(0, most).join('、')}${rest}的照片几乎一样`;
}

/** The gate's own sentences as the reason of a return; empty where it found nothing. At most 300 characters, whole sentences. */
export function returnReasonOf(gate: WallPhoto['gate'] | null): string {
  const sentences = (gate?.causes ?? []).map((cause) => cause.sentence.replace(/。$/, ''));
  const twins = gate && gate.lookAlikes.length > 0 ? [`${lookAlikeWords({ gate })}：核对是不是本人，重拍`] : [];
  return [...twins, ...sentences].reduce((reason, sentence) => {
    const longer = reason === '' ? sentence : `${reason}；${sentence}`;
    return longer.length > 300 ? reason : longer;
  }, '');
}

/** Why a photo is not passed together with the others; null = it may be. The reviewer looks at such a one alone. */
export function whyAlone(gate: WallPhoto['gate']): string | null {
  const { verdict, override, lookAlikes } = gate;
  if (lookAlikes.length > 0) return lookAlikeWords({ gate });
  if (verdict === 'bad' && override === null) return '照片没有通过检查，也没有第二人放行';
  return null;
}

/** The whole sentences for the enlarged photo: by whom and when, what was found, who let it pass, whom it looks like. */
export function photoSentences(photo: WallPhoto, flags: readonly string[]): readonly string[] {
  const { causes, override, lookAlikes } = photo.gate;
  return [
    `${photo.takenBy} 拍于 ${dayAndTime(photo.takenAt)}`,
    ...causes.map((cause) => cause.sentence),
    ...(override === null
      ? []
      : [`${override.by} ${dayAndTime(override.at)} 放行（${overrideKindLabel(override.kind)}）：${override.words}`]),
    ...(lookAlikes.length === 0
      ? []
      : [`${lookAlikeWords(photo, Number.POSITIVE_INFINITY)}。并排看，核对是不是拍错了人`]),
    ...flags,
    ...(photo.frozen ? ['已放行，照片冻结。要换，用“叫回重拍”'] : []),
  ];
}
