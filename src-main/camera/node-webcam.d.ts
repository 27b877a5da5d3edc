/** The small part of node-webcam that is used: options in, command line out. Its own `capture` is never called. */
declare module 'node-webcam' {
  type DriverOptions = {
    readonly width: number;
    readonly height: number;
    readonly quality: number;
    readonly output: 'jpeg';
    readonly device: string;
    readonly skip: number;
    readonly saveShots: boolean;
    readonly verbose: boolean;
  };
  const nodeWebcam: {
    readonly FSWebcam: new (options: DriverOptions) => { generateSh(location: string): string };
  };
  export default nodeWebcam;
}
