/** Which text was confirmed: another text has to be confirmed anew. */
export const COMPARISON_NOTICE = '2026-11-30';

/** What the administrator confirms, and what a pupil is told, before a face is compared with a picture that is held. */
export const comparisonNotice: readonly string[] = [
  '目的：拍照后，把本次照片和当场举到镜头前的证件（不存）、或本机存有的证件照片、上一次登记的照片比一比，帮登记员发现坐错了人。不作别的用途。',
  '方式：只在这台电脑上算，不联网，不传给任何人。算出的人脸特征用完即丢：不存、不打印、不进数据包；比出的结果也不存。',
  '结果只有“像”“不像”“看不出”，供登记员参考，不拦任何一步，由登记员看人和证件决定。',
  '学生可以不同意，按 F7 就不比，登记照常办；不同意只记一笔，不问原因。不满十四周岁的不比。',
  '打开之前，机构要按《人脸识别技术应用安全管理办法》做过影响评估，并在登记处贴出本告知。随时可以关掉。',
];
