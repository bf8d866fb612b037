//! # A block of the project's template is not in the theme's
//!
//! A template in `theme/` that extends one of the theme's replaces blocks of it by name. A block whose name
//! the theme does not have cannot be put anywhere, so no page is made from that template. Most often the
//! name is misspelt, or the theme calls the block otherwise since a later version.
//!
//! Write the name of a block that is there; `fairfolio theme list` lists all of them. To add something of
//! your own, put it into a block that the theme has.
//!
//! ```html
//! {% extends "loom/product.html" %}
//! {% block similiar %}{% endblock %}     {# wrong #}
//! {% block similar %}{% endblock %}      {# right #}
//! ```
