"""A worker has no addresses."""

urlpatterns: list[object] = []
