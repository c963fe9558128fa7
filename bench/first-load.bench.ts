// Script and styles of the first visit to the portal. Wanted: at most 150 KiB of compressed script.
import { firstLoadReport } from './first-load.ts';

console.log(firstLoadReport());
