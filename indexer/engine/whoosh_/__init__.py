"""The default engine: a Whoosh index in a columnar layout, searched with numpy."""
