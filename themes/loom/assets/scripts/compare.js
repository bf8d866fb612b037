/* The comparison page. */
"use strict";
