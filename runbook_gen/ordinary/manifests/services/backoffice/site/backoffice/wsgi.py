"""What gunicorn serves; the name `application` is its default."""

application = object()
