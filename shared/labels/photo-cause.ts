import type { PhotoCause, PhotoCauseCode, PhotoMeasurements } from '../photo/photo-cause.ts';
import { photoMeasureLabels } from './photo-measure.ts';

export { photoMeasureLabels };

type Words = {
  /** a few words for lists and the wall */
  readonly name: string;
  /** one instruction of at most 12 characters; `more` where the value lies above its limit, or to the right */
  readonly tip: string;
  readonly more?: string;
  /** what is wrong, and what to do next */
  readonly what: string;
  readonly next: string;
  /** light, cloth and camera are the clerk's */
  readonly isForClerk?: true;
};

const words: Readonly<Record<PhotoCauseCode, Words>> = {
  NO_FACE: { name: '没有人脸', tip: '请坐到框里，看镜头', what: '画面里没有找到人脸', next: '让学生坐到框里，看镜头' },
  MULTIPLE_FACES: {
    name: '不止一个人',
    tip: '后面的同学请让一让',
    what: '画面里不止一个人',
    next: '让旁边和后面的人离开画面',
  },
  FACE_TOO_SMALL: {
    name: '离得太远',
    tip: '请靠近一点',
    what: '脸在画面里太小，放大后不清楚',
    next: '让学生靠近，或把镜头推近',
  },
  FACE_TOO_LARGE: {
    name: '离得太近',
    tip: '请往后一点',
    what: '脸在画面里太大，成片要的范围超出画面',
    next: '让学生往后坐，或把镜头拉远',
  },
  OFF_CENTRE: {
    name: '偏离中间',
    tip: '请往画面右边挪一点',
    more: '请往画面左边挪一点',
    what: '人不在画面中间',
    next: '挪动学生或转动镜头',
  },
  CROP_OUTSIDE: {
    name: '成片超出画面',
    tip: '请坐到画面中间',
    what: '成片要的范围有一部分在画面外',
    next: '让学生坐到中间，头上和两侧留出空',
  },
  ROLL: { name: '头歪', tip: '请把头摆正', what: '头向一边歪', next: '让学生把头摆正，两眼一样高' },
  YAW: { name: '脸没有正对', tip: '请把脸转正', what: '脸转向一边', next: '让学生正对镜头' },
  PITCH: {
    name: '抬头或低头',
    tip: '请把下巴抬高一点',
    more: '请把下巴收低一点',
    what: '头抬得或低得太多',
    next: '让学生平视镜头，或调镜头高低',
  },
  EYES_CLOSED: { name: '眼睛没睁开', tip: '请睁开眼睛', what: '眼睛闭着或睁得不够', next: '让学生睁眼看镜头再拍' },
  MOUTH_OPEN: { name: '嘴没闭上', tip: '请闭上嘴', what: '嘴张着', next: '让学生自然闭嘴再拍' },
  BLURRED: {
    name: '不清楚',
    tip: '画面不清楚，先对焦',
    what: '画面不清楚',
    next: '让学生坐稳，擦一擦镜头，重新对焦',
    isForClerk: true,
  },
  NOISE: {
    name: '噪点多',
    tip: '光不够，把灯加亮',
    what: '画面噪点太多',
    next: '把灯加亮，或降低感光度',
    isForClerk: true,
  },
  TOO_DARK: { name: '太暗', tip: '太暗，把灯加亮', what: '画面太暗', next: '把灯加亮，或加大曝光', isForClerk: true },
  TOO_BRIGHT: {
    name: '太亮',
    tip: '太亮，把灯调暗',
    what: '脸上有一片过曝，看不出细节',
    next: '把灯调暗或移远，或减小曝光',
    isForClerk: true,
  },
  UNEVEN_LIGHT: {
    name: '左右光不匀',
    tip: '左侧光太强',
    more: '右侧光太强',
    what: '脸的一边比另一边亮得多',
    next: '把亮的一边的灯移远，或拉上窗帘',
    isForClerk: true,
  },
  BACK_LIGHT: {
    name: '逆光',
    tip: '逆光，给脸补光',
    what: '背景亮，脸上没有光',
    next: '在镜头这边加灯，或离开窗户',
    isForClerk: true,
  },
  LOW_CONTRAST: {
    name: '明暗差太小',
    tip: '发灰，调灯或擦镜头',
    what: '脸的明暗差太小，轮廓不清',
    next: '擦镜头，调整灯光和曝光',
    isForClerk: true,
  },
  LOW_FACE_DETAIL: {
    name: '脸部层次不足',
    tip: '脸看不清，调灯光',
    what: '脸上能分辨的层次太少',
    next: '调整灯光和曝光，确认脸没有被挡住',
    isForClerk: true,
  },
  COLOUR_CAST: {
    name: '偏色',
    tip: '偏色，换灯或调白平衡',
    what: '皮肤的颜色不自然',
    next: '换成白光灯，或重设白平衡；黑白照片不能用',
    isForClerk: true,
  },
  FACE_PARTLY_HIDDEN: {
    name: '脸被遮住',
    tip: '请露出整张脸和眉毛',
    what: '脸的一部分被挡住',
    next: '让学生摘下口罩，手放下，把头发拨到眉毛以上',
  },
  DARK_GLASSES: {
    name: '深色眼镜',
    tip: '请摘下深色眼镜',
    what: '镜片颜色太深，看不见眼睛',
    next: '让学生摘下，或换无色镜片',
  },
  GLARE: { name: '眼镜反光', tip: '眼镜反光，请稍低头', what: '镜片上有反光', next: '让学生稍低头，或把灯移高移偏' },
  HEADWEAR: {
    name: '可能戴着帽子',
    tip: '请摘下帽子或头饰',
    what: '头上像是有帽子或头巾',
    next: '让学生摘下；宗教或医疗原因不能摘的由第二人放行',
  },
  BG_NOT_WHITE: {
    name: '背景不够白',
    tip: '背景要换成白色',
    what: '背景不是白色',
    next: '换白布，把背景的灯加亮',
    isForClerk: true,
  },
  BG_COLOUR: {
    name: '背景不合规格',
    tip: '背景颜色不对',
    what: '背景不是规格允许的颜色',
    next: '换成白、浅灰或浅蓝的布，确认白平衡',
    isForClerk: true,
  },
  BG_UNEVEN: {
    name: '背景不均匀',
    tip: '背景有阴影或杂物',
    what: '背景有阴影、杂物或别人',
    next: '把布拉平，让学生离布远一点，移开杂物',
    isForClerk: true,
  },
  LOW_RESOLUTION: {
    name: '真实像素不够',
    tip: '像素不够，请靠近',
    what: '画面像是放大来的，真实细节不够',
    next: '用摄像头的最大分辨率，关掉数码变焦，让学生靠近',
  },
  COMPRESSED: {
    name: '压缩太重',
    tip: '压缩太重，换画质',
    what: '画面压缩得太重，有方块',
    next: '调高摄像头画质；文件要用原图，不用聊天软件转过的',
    isForClerk: true,
  },
  MIRRORED: {
    name: '左右相反',
    tip: '画面左右反了',
    what: '画面左右相反',
    next: '在摄像头的程序里关掉镜像，再到检查页核对',
    isForClerk: true,
  },
  CROWN_PLACE: {
    name: '头顶位置不对',
    tip: '请坐低一点',
    more: '请坐高一点',
    what: '成片里头顶的位置不合规格',
    next: '调镜头高低，头上留出空',
  },
  EYES_PLACE: {
    name: '眼睛位置不对',
    tip: '请坐低一点',
    more: '请坐高一点',
    what: '成片里眼睛的位置不合规格',
    next: '调镜头高低',
  },
  FACE_WIDTH: {
    name: '脸宽不对',
    tip: '请靠近一点',
    more: '请往后一点',
    what: '成片里脸的宽度不合规格',
    next: '调整学生与镜头的距离',
  },
  TOO_MANY_BYTES: {
    name: '文件太大',
    tip: '文件太大，把灯加亮',
    what: '照片压不到规格的大小',
    next: '把灯加亮，减少噪点和背景花纹',
    isForClerk: true,
  },
};

/** Of a wall with the colour that it should have, but too dark (`judgePhoto` names its brightness then). */
const darkWall: Words = {
  name: '背景偏暗',
  tip: '背景偏暗，把灯加亮',
  what: '背景太暗，颜色没有偏',
  next: '照背景的灯太弱或照不匀，把灯加亮、移开挡光的；灯够亮了还是暗，就是布的颜色深，换浅的布',
  isForClerk: true,
};

function wordsOf({ code, measure }: PhotoCause): Words {
  return measure === 'wallLuma' ? darkWall : words[code];
}

/** A few words for lists and the wall: 背景不均匀. */
export function causeName(code: PhotoCauseCode): string {
  return words[code].name;
}

/** One instruction of at most 12 characters for the live picture, with the direction where the measurements tell it. */
export function tipOf(cause: PhotoCause, measurements: PhotoMeasurements): string {
  const { code, measure, value, limit } = cause;
  const { tip, more } = wordsOf(cause);
  if (code === 'FACE_PARTLY_HIDDEN' && measure === 'browCover') return '请把头发拨到眉毛以上';
  const found = value ?? (measure === null ? undefined : measurements[measure]);
  return more !== undefined && found !== undefined && found > (limit ?? 0) ? more : tip;
}

/** Whether the clerk has to act (light, cloth, camera) rather than the pupil. */
export function isForClerk(code: PhotoCauseCode): boolean {
  return words[code].isForClerk === true;
}

/** For staff: what is wrong, which value, what to do next. */
export function sentenceOf(cause: PhotoCause): string {
  const { measure, value, limit } = cause;
  const { what, next } = wordsOf(cause);
  return `${what}${numbers(measure, value, limit)}。${next}`;
}

function numbers(measure: string | null, value: number | null, limit: number | null): string {
  if (measure === null) return '';
  const { label, unit } = photoMeasureLabels[measure] ?? { label: measure, unit: '' };
  if (value === null) return `（${label}：没有量到）`;
  if (limit === null) return `（${label} ${shown(value)}${gap(unit)}）`;
  return `（${label} ${shown(value)}${gap(unit)}，${value > limit ? '最多' : '至少'} ${shown(limit)}）`;
}

function gap(unit: string): string {
  return unit === '' ? '' : ` ${unit}`;
}

/** Three digits that count: 0.034, 5.2, 128. */
function shown(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return String(Number(value.toFixed(size >= 100 ? 0 : size >= 1 ? 1 : 3)));
}
