#!/bin/sh
exec uvicorn "$APP_MODULE" --host 0.0.0.0
