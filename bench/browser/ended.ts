let endedSeconds = 0;

/** Processor seconds that browsers of this benchmark had used when they were ended. */
export function processorSecondsOfEnded(): number {
  return endedSeconds;
}

/** Notes what a browser that is about to end has used. */
export function addProcessorSeconds(seconds: number): void {
  endedSeconds += seconds;
}
