/* The enquiry page. */
"use strict";
