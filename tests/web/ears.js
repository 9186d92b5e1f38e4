// In the place of the browser's own, which needs a microphone and a service: it hears what it is told.
(() => {
  globalThis.ears = [];
  globalThis.SpeechRecognition = class {
    isOpen = false;
    constructor() {
      ears.push(this);
    }
    start() {
      this.isOpen = true;
    }
    hear(transcript) {
      if (this.isOpen) this.onresult({ results: [[{ transcript }]] });
    }
    // As in browsers, who listens hears a moment later that it has ended.
    stop() {
      this.isOpen = false;
      setTimeout(() => {
        this.onend();
        this.hasEnded = true;
      });
    }
    abort() {
      this.stop();
    }
  };
})();
