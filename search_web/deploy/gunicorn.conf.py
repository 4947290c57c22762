"""gunicorn in place of waitress: gunicorn -c search_web/deploy/gunicorn.conf.py "search_web.wsgi:application()"."""

import os

bind = os.environ.get("BANTIN_BIND", "127.0.0.1:8080")
workers = int(os.environ.get("BANTIN_WORKERS", "2"))
worker_class = "gthread"
threads = 8
timeout = 30
graceful_timeout = 10
keepalive = 5
# 0: no limit of gunicorn's own, which would answer in English; bantin refuses long queries itself, and the proxy in
# front bounds the bytes (nginx.conf: large_client_header_buffers).
limit_request_line = 0
limit_request_field_size = 65_536
accesslog = None  # bantin writes its own lines, without addresses
