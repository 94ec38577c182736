#!/usr/bin/env node
require('tsx/cjs');
require('./who-changed.ts');
