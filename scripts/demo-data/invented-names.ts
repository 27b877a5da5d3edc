import type { SeededRandom } from './seeded-random.ts';

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
  '欧阳',
  '司马',
  '上官',
];
const givenOfBoys = [...'伟强磊洋勇军杰涛超明刚平辉鹏宇浩凯健俊帆帅旭宁龙林欣晨阳博文昊然铭泽轩睿航天翔子墨'];
const givenOfGirls = [...'芳娜敏静丽艳娟霞秀英慧巧美玉兰红梅琳雪婷颖欣怡佳雨萱诗涵梦瑶思琪语晴若彤雅安可心'];

/** Mongolian names as they are written in Chinese on cards: most in one piece. */
const mongolianBoys =
  '巴特尔 阿古达木 苏和 朝鲁 那日苏 乌力吉 宝音 哈斯巴根 额尔敦 布和 斯琴毕力格 孟和 满都拉 达来 吉日嘎拉 呼和 巴雅尔 特木尔 恩和 青格勒 苏德毕力格 朝格图 阿木尔 旭日干 查干 牧仁 敖特根 那钦 伊德尔 乌恩'.split(
    ' ',
  );
const mongolianGirls =
  '乌兰图雅 其其格 萨仁 托娅 娜仁 高娃 塔娜 斯琴 乌日娜 萨日娜 阿茹娜 珠拉 敖登 苏日娜 娜布其 哈斯 乌云 通拉嘎 琪琪格 海棠 萨如拉 诺敏 其木格 格日乐 赛罕 阿拉腾 娜日格乐 奥登 呼斯乐 莫日格'.split(
    ' ',
  );
/** Clan names: with these the name has two parts and the dot between them. */
const mongolianClans = ['孛儿只斤', '博尔济吉特', '弘吉剌', '兀良哈', '乃蛮', '克烈', '塔塔尔', '扎赉尔'];

/** Rare characters of names: CJK base, Ext A, B, C, E and F. */
export const rareGivenNames = [
  '䶮',
  '𬭎',
  '㛃',
  '𬘡',
  '𫖮',
  '𠅤',
  '䶮𬍛',
  '婧𬸪',
  '𬱟',
  '㛃涵',
  '𠮷祥',
  '堃',
  '喆',
  '昇',
  '翀',
  '犇',
];

export type Sex = '1' | '2';

/** A Han name of two or three characters; one in a hundred with a rare character. */
export function hanName(random: SeededRandom, sex: Sex): string {
  const surname = random.pick(surnames);
  if (random.chance(1)) return surname + random.pick(rareGivenNames);
  const given = sex === '1' ? givenOfBoys : givenOfGirls;
  return surname + random.pick(given) + (random.chance(75) ? random.pick(given) : '');
}

/** A Mongolian name, one in eight with clan name and dot. */
export function mongolianName(random: SeededRandom, sex: Sex): string {
  const list = sex === '1' ? mongolianBoys : mongolianGirls;
  if (random.chance(12)) return `${random.pick(mongolianClans)}·${random.pick(list)}`;
  // two names in a row are as common as one; they keep the number of namesakes low
  return random.chance(55) ? random.pick(list) + random.pick(list) : random.pick(list);
}
