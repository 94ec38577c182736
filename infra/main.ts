import * as path from 'node:path';
import { App } from 'cdktf';
import { settings } from './settings';
import { WhoChangedStack } from './stack';

const app = new App();
new WhoChangedStack(app, settings, path.resolve('dist'));
app.synth();
