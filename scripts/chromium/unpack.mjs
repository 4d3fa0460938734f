// Unpacks the browser of the npm package under $TMPDIR and prints the path of its executable.
import chromium from "@sparticuz/chromium";

console.log(await chromium.executablePath());
