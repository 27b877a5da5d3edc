import type { CameraTrouble } from './live-camera.ts';

/** Why there is no picture from the camera: what is wrong, and what to do. */
export const cameraTroubleWords: Readonly<Record<CameraTrouble, readonly [string, string]>> = {
  otherOnly: ['这台登记台用的摄像头不在', '插好它的 USB 线，画面自己回来；要用别的摄像头，按“换照片来源”选'],
  noCamera: ['找不到摄像头', '检查 USB 线是否插紧；笔记本的镜头盖、摄像头开关是否打开'],
  denied: ['没有使用摄像头的权限', '由管理员在系统设置里允许本程序使用摄像头'],
  busy: ['摄像头正被别的程序占用', '关掉视频会议等正在用摄像头的程序'],
  gone: ['摄像头断开了', '检查 USB 线；插回后画面自己恢复，这位学生还在'],
  frozen: ['画面停住了', '正在重新打开摄像头；还不行就拔下重插'],
  other: ['摄像头打不开', '拔下重插，或换一个 USB 口'],
};
