// The planner's thread. `platform::planner` starts it.
import start from "./furgo-planner.js";

await start();
