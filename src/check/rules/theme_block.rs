//! # A block of the project's template replaces nothing
//!
//! A template in `theme/` that extends one of the theme's replaces blocks of it by name. A block whose name
//! the theme does not have is passed over without a word: the page is made as if it were not there. Most
//! often the name is misspelt, or the theme calls the block otherwise since a later version.
//!
//! Write the name of a block that is there; `fairfolio theme list` lists all of them. To add something of
//! your own, put it into a block that the theme has.
//!
//! ```html
//! {% extends "loom/product.html" %}
//! {% block similiar %}{% endblock %}     {# wrong: replaces nothing #}
//! {% block similar %}{% endblock %}      {# right #}
//! ```
